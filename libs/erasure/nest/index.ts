export { ErasureModule } from './erasure.module.js';
export { KeyDestruction } from './key-destruction.js';
export { ErasureSources } from './sources.js';
