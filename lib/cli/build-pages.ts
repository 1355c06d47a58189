import { buildIfNeeded } from './build'

buildIfNeeded((line) => console.log(line)).catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
