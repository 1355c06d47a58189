import messages from './messages/en.json'

/** The messages that components in the browser speak; everything else stays on the server. */
export const clientMessages = {
  ui: messages.ui,
  shell: messages.shell,
  signIn: messages.signIn,
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
}
