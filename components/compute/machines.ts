/** A machine that can be chosen, in words and with what everybody may have of it in a region. */
export type Machine = { readonly machineType: string; readonly description: string; readonly defaultLimit: number }

/** What an organization may have of a machine in a region. */
export type Quota = { readonly region: string; readonly machineType: string; readonly limit: number }

/** What is saved. */
export type SavedMachines = {
  readonly region: string
  readonly machineType: string
  readonly count: number
  readonly updatedAt: string
}

type Terms = {
  readonly machines: readonly Machine[]
  readonly quotas: readonly Quota[]
}

const isOf =
  (region: string, machineType: string) =>
  (place: { readonly region: string; readonly machineType: string }): boolean =>
    place.region === region && place.machineType === machineType

/** What an organization may have there: its own quota, else what everybody may; null of a machine that is not known. */
export const limitOf = ({ machines, quotas }: Terms, region: string, machineType: string): number | null =>
  quotas.find(isOf(region, machineType))?.limit ??
  machines.find((machine) => machine.machineType === machineType)?.defaultLimit ??
  null

export type LimitRow = {
  /** Empty: every region that has no row of its own. */
  readonly region: string
  readonly machine: Machine
  readonly inUse: number
  readonly limit: number
}

/** Use and limit by region and machine: what has a quota of its own or is in use, then what holds everywhere else. */
export const limitRows = (terms: Terms, saved: SavedMachines | null): LimitRow[] => {
  const places = [
    ...terms.quotas,
    ...(saved && !terms.quotas.some(isOf(saved.region, saved.machineType)) ? [saved] : []),
  ]
  const own = places.flatMap(({ region, machineType }) => {
    const machine = terms.machines.find((each) => each.machineType === machineType)
    if (!machine) return []
    const inUse = saved && isOf(region, machineType)(saved) ? saved.count : 0
    return [{ region, machine, inUse, limit: limitOf(terms, region, machineType) ?? 0 }]
  })
  const order = (row: LimitRow) => `${row.region} ${terms.machines.indexOf(row.machine).toString().padStart(6, '0')}`
  const elsewhere = terms.machines.map((machine) => ({ region: '', machine, inUse: 0, limit: machine.defaultLimit }))
  return [...own.sort((a, b) => (order(a) < order(b) ? -1 : 1)), ...elsewhere]
}
