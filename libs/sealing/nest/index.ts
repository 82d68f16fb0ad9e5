export { SealingModule } from './sealing.module.js';
export { LogReaderToken } from './tokens.js';
