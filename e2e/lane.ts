/** A Kontor of its own for each worker, so that spec files run side by side without sharing anything. */
export type Lane = { readonly url: string; readonly folder: string }

const variable = 'KONTOR_E2E_LANES'

export const openLanes = (lanes: readonly Lane[]): void => {
  process.env[variable] = JSON.stringify(lanes)
}

/** The Kontor that this worker tests; nothing where no tests run yet. */
export const ownLane = (): Lane | undefined => {
  const lanes = JSON.parse(process.env[variable] ?? '[]') as Lane[]
  return lanes[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]
}

/** In which a lane's server tells how long its event loop was held at most (`loop-monitor.mjs`). */
export const loopFileOf = (folder: string): string => `${folder}-loop`

export const lane = (): Lane => {
  const own = ownLane()
  if (!own) throw new Error('No Kontor was started for this worker.')
  return own
}
