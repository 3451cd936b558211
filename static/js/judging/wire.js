/**
 * The two roads to the server: HTTP with the device's secret, and the socket. Both answer with the same JSON; both give
 * up after eight seconds. The socket is a faster road, never the only one.
 */

import { io } from "../../vendor/socket.io.esm.min.js";

export const PATIENCE = 8_000;

/** An Error for an HTTP answer that is not a success, with the server's words when it sent some. */
async function refusal(response) {
  let told = null;
  try {
    told = await response.json();
  } catch {
    told = null;
  }
  const words = told?.message ?? told?.error?.message ?? told?.error ?? null;
  const error = new Error(typeof words === "string" ? words : `HTTP ${response.status}`);
  error.status = response.status;
  error.code = told?.code ?? told?.error?.code ?? null;
  error.spoken = typeof words === "string";
  return error;
}

/** GET, or POST when there is a body; resolves with the JSON of a success, rejects otherwise or after PATIENCE ms. */
export async function ask(url, { body, bearer, language } = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  const headers = { Accept: "application/json" };
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  if (language) headers["Accept-Language"] = language;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal: abort.signal,
    });
    if (!response.ok) throw await refusal(response);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

/** Both roads for a device {id, secret}; `heard(event, body)` gets "connect", "disconnect", "package", "accepted", "revoked". */
export function roads(device, language, heard) {
  const bearer = `${device.id}.${device.secret}`;
  const socket = io("/judging", {
    transports: ["websocket"],
    auth: { device: device.id, secret: device.secret },
    reconnectionDelay: 500,
    reconnectionDelayMax: 15_000,
    timeout: PATIENCE,
  });
  for (const event of ["connect", "disconnect", "package", "accepted", "revoked"]) socket.on(event, (body) => heard(event, body));
  return {
    post: (body) => ask("/api/v1/judging/ops", { body, bearer, language }),
    fetchPackage: () => ask("/api/v1/judging/package", { bearer, language }),
    socket: {
      get connected() {
        return socket.connected;
      },
      ops: (body) => socket.timeout(PATIENCE).emitWithAck("ops", body),
      hello: (body) => socket.timeout(PATIENCE).emitWithAck("hello", body),
    },
    close: () => socket.close(),
    reconnect: () => {
      if (!socket.connected) socket.connect();
    },
  };
}
