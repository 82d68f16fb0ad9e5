export * from './document.dto.js';
export * from './evidence.module.js';
export * from './named-documents.js';
