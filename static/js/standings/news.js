/** What a screen reader is told about a board, seldom enough to be bearable. Pure. */

/** ms between two announcements. */
export const QUIET_MS = 20_000;

/** The row that leads alone, or null while nobody or more than one does. */
export function leader(board) {
  const first = board.rows.filter((row) => row.rank === 1);
  return first.length === 1 ? first[0] : null;
}

/** The row to announce when `board` replaces `before`: a new leader, not sooner than QUIET_MS after the last word; else null. */
export function newLeader(before, board, quietFor) {
  const now = leader(board);
  if (before === null || now === null || quietFor < QUIET_MS) return null;
  const was = leader(before);
  return was === null || was.id !== now.id ? now : null;
}
