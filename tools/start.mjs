// npm start: builds if needed, then starts the server.
import { build } from './build.mjs';

build();
await import('../dist/apps/api/main.js');
