// A worker thread reads no TypeScript: this plain file has its entry written as JavaScript.
import { fileURLToPath } from 'node:url'
import { workerData } from 'node:worker_threads'
import { bundled } from '../../platform/bundle.mjs'

const { href } = await bundled(fileURLToPath(workerData.entry))
await import(href)
