export type * from './checked.js';
export type * from './situation.js';
