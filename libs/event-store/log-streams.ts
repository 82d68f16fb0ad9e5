/** Whether a stream is part of the log: not so the store's own streams (`$…`) and the log's signed heads (`checkpoint`), which stand outside the tree (DESIGN §4). */
export function isLogStream(stream: string): boolean {
  return stream !== 'checkpoint' && !stream.startsWith('$');
}
