/** What is told or not, without an amount. */
export const alertSwitches = ['stopped', 'quota', 'payments'] as const
