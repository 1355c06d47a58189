// A worker thread does not inherit the TypeScript loader of the thread that starts it: this plain file registers it.
import { fileURLToPath } from 'node:url'
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register({ tsconfig: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)) })
await import(workerData.entry)
