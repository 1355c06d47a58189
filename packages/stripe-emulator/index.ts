export { serveBrowser } from './browser/serve'
export { createEmulator, type Emulator, type EmulatorOptions } from './emulator'
export { ensureEmulatorSchema } from './postgres/schema'
export { createEmulatorStore } from './postgres/store'
