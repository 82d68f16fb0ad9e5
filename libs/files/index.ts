export {
  createDurably,
  DRAFT,
  draftOf,
  EVERYBODY,
  moveDurably,
  OWNER_ONLY,
  replaceDurably,
  syncFolder,
  type WritingOptions,
} from './durable.js';
export { createDurablySync, replaceDurablySync, syncFolderSync } from './durable-sync.js';
export { exists, ifThere, isMissing } from './presence.js';
