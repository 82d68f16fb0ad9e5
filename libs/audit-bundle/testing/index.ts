export { cityOf, corpusEvents, madeUp } from './corpus-city.js';
export { unzip } from './unzip.js';
