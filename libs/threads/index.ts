export { JobThread, type Talk, type ThreadOptions, type ThreadStart, type Unanswered, UnansweredError } from './job-thread.js';
