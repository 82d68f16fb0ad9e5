export * from '../projections/sqlite-read-models.js';
