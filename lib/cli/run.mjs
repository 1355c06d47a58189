// Runs a TypeScript file as a command: `node lib/cli/run.mjs lib/cli/verify.ts --org alpenblick`.
import { fileURLToPath } from 'node:url'
import { bundled } from '../platform/bundle.mjs'

const [node, , file, ...rest] = process.argv
const main = await bundled(file)
process.argv = [node, fileURLToPath(main), ...rest]
process.setSourceMapsEnabled(true)
await import(main.href)
