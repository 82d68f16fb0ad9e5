export { ApplySubmissionCommand, SubmissionCommand } from './submission.command.js';
