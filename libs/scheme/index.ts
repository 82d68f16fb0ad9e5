export * from './derive.js';
export * from './errors.js';
export * from './line-ids.js';
export * from './lines.js';
export { type CalendarDay, calendarDays, isWaivable, measuresOf, Metric } from './metrics.js';
export * from './parse.js';
export * from './readings.js';
export * from './rules.js';
export * from './scheme.js';
