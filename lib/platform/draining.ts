let draining = false

/** Whether this process is about to end, which its health says first. */
export const isDraining = (): boolean => draining

export const beginDraining = (): void => {
  draining = true
}
