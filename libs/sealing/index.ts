export { sealingErrors } from './errors.js';
export { CHECKPOINT_STREAM, checkpointEvents } from './heads/events.js';
export { latestCheckpoint, readCheckpoints, type RecordedHead, type SignedHead, signedHead } from './heads/read-checkpoints.js';
export { appendCheckpoint, type HeadRecorder } from './heads/append-checkpoint.js';
export { fileLogKeys, type LogKeySource, sampleLogKeys } from './keys/log-key.js';
export { SIGNED_FOLDER, SignedFiles } from './signer/signed-files.js';
export { growTree, type GrowOptions, LeafError } from './tree/grow-tree.js';
export { TREE_FILE, TreeFile, treeToRead } from './tree/tree-file.js';
export type { TreeEntry } from './tree/sqlite-tile-store.js';
