export { type Confidential, confidentialIn, isDistinct, says } from './confidential.js';
export { cityOf, corpusEvents, madeUp } from './corpus-city.js';
export { unzip } from './unzip.js';
