export * from './audit-bundle.module.js';
