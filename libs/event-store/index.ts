export * from './errors.js';
export { isLogStream } from './log-streams.js';
export * from './port.js';
export { sameEvent } from './same-event.js';
