export * from './corpus.js';
export * from './heads.js';
export * from './tamper.js';
