export { readSampleSeeds } from './read-seeds.js';
export * from './sample-city.module.js';
export { type LoadOptions, type LoadReport, SampleLoader } from './sample-loader.js';
