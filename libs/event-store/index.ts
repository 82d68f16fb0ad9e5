export * from './errors.js';
export { killPoint } from './kill-point.js';
export { isLogStream } from './log-streams.js';
export * from './persistence.js';
export * from './port.js';
export { sameEvent } from './same-event.js';
