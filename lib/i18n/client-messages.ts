import type { Messages } from 'next-intl'

/** The messages that components in the browser speak, in the language of the request; everything else stays on the server. */
export const clientMessages = (messages: Messages) => ({
  ui: messages.ui,
  shell: messages.shell,
  palette: messages.palette,
  signIn: messages.signIn,
  account: messages.account,
  pay: messages.pay,
  buyCredit: messages.buyCredit,
  plans: messages.plans,
  dunning: messages.dunning,
  stopped: messages.stopped,
  recharge: messages.recharge,
  paymentMethods: messages.paymentMethods,
  compute: messages.compute,
  settings: messages.settings,
  failure: messages.failure,
})

/** What is said outside of every frame: on error pages, and in passing. */
export const rootMessages = ({ ui, failure }: Messages) => ({ ui, failure })
