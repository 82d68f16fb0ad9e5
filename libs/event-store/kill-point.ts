const [wanted, nth] = (process.env.PARKLEDGER_KILL_AT ?? '').split(':');
let left = nth === undefined ? 1 : Number.parseInt(nth, 10);

/** A named place where a test can end this process as a power cut would: `PARKLEDGER_KILL_AT=name[:nth]`, the nth passage from 1. Otherwise it does nothing. */
export function killPoint(name: string): void {
  if (name === wanted && --left === 0) process.kill(process.pid, 'SIGKILL');
}
