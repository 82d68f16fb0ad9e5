export * from './intake.process.js';
