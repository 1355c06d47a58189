/** Where everything a browser may reach lives. */
export const browserPath = '/stripe-emulator'
