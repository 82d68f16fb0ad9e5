export { ErasureModule } from './erasure.module.js';
export { KeyDestruction } from './key-destruction.js';
