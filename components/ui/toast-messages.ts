export type ToastKind = 'success' | 'error' | 'info'
export type ToastMessage = { readonly kind: ToastKind; readonly title: string; readonly description?: string }

const waiting: ToastMessage[] = []
const listeners = new Set<() => void>()

/** Hands a message to the component that shows messages; it waits until somebody does. */
export const postMessage = (message: ToastMessage): void => {
  waiting.push(message)
  for (const listener of listeners) listener()
}

/** Takes what waits. */
export const takeMessages = (): ToastMessage[] => waiting.splice(0)

/** Calls back when a message was posted, until it is told to stop. */
export const onMessage = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
