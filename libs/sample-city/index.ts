/** The sample city: an invented city's files, made by a seeded generator, and its story as commands. Pure: no I/O. */
export { jurisdiction } from './city/dictionary.js';
export { deliveryName, type Files } from './files/fact-files.js';
export { generateSampleCity } from './generate.js';
export type { BookedFact, FactBook } from './plan/fact-book.js';
export { SeedFiles } from './plan/files.js';
export { type AwardReading, type LateReadings, unfoldLate } from './plan/late.js';
export { type AfterAct, planSample, type SamplePlan, sampleScheme } from './plan/plan.js';
export { type Known, type LateAct, type Planned, type Room, setsProcessesGoing, type Step } from './plan/step.js';
export type { Act } from './story/acts.js';
