// Node's socket.io with our namespace, our event and as many octets: `node server.js PORT OCTETS`.
// Four times a second it sends one message to everybody in the room, as the house does.
"use strict";

const { createServer } = require("node:http");
const { Server } = require("socket.io");

const [port, octets] = process.argv.slice(2).map(Number);
const http = createServer();
const io = new Server(http, { transports: ["websocket"], pingInterval: 20000, pingTimeout: 10000, serveClient: false });
const live = io.of("/live");

live.on("connection", (socket) => {
  socket.on("watch", (body, ack) => {
    for (const board of body.boards) socket.join(board);
    ack({ now: new Date().toISOString(), boards: {} });
  });
});

const row = {
  id: "0123456789abcdef", rank: 1, tied: false, was: 2, badge: "青", name: "陈嘉树", organisation: "青溪第一机械厂",
  modules: "dw.", total: "90.82", gap: null, gain: "1.90", moved_at: "2026-09-28T09:30:12.345+00:00", status: "",
};

function tick(revision) {
  const rows = [];
  const whole = { board: "board", from: revision - 1, revision, at: new Date().toISOString(), rows, order: [] };
  const one = Buffer.byteLength(JSON.stringify(row));
  const bare = Buffer.byteLength(JSON.stringify(["tick", whole])) + "42/live,".length;
  while (bare + (rows.length + 1) * (one + 1) < octets) rows.push(row);
  whole.order.push("x".repeat(Math.max(0, octets - bare - rows.length * (one + 1) - 8)));
  return whole;
}

let revision = 0;
setInterval(() => live.to("board").emit("tick", tick((revision += 1))), 250);
http.listen({ port, host: "127.0.0.1", backlog: 4096 });
