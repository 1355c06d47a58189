/** What is told or not, without an amount. */
export const alertSwitches = ['stopped', 'quota', 'payments', 'expiries', 'renewals'] as const
export type AlertSwitch = (typeof alertSwitches)[number]

/** What there is to tell under a biller. */
export type Tells = { readonly credit: boolean; readonly quota: boolean; readonly stopped: boolean }

/** Those that there is something to tell of. */
export const switchesFor = (tells: Tells): readonly AlertSwitch[] =>
  alertSwitches.filter((name) => {
    if (name === 'expiries') return tells.credit
    return name === 'payments' || name === 'renewals' || tells[name]
  })
