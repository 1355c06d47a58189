import { findPurchaseTerms } from '@/db/queries/packs'
import { contextOf } from '@/db/testing/fixtures'
import { minor } from '@/lib/core/money/amount'
import { settleCredit } from '@/lib/flows/payments/credit/settle-purchase'
import { type CreditOrder, startPurchase } from '@/lib/flows/payments/credit/start-purchase'
import { saveRecharge } from '@/lib/flows/payments/recharge/save-recharge'
import { openRefund } from '@/lib/flows/payments/refunds/open-refund'
import { startCheckout } from '@/lib/flows/payments/start-checkout'
import type { StripeGateway } from '@/lib/stripe/gateway'
import { ask, typedAccount } from '@/packages/stripe-emulator/testing/browse'
import { type Bought, begun, found, type Person } from './month-person'

/** What people buy. */
export const buyingActs = ({ org, ctx, harness, gateway, typeInto }: Person) => {
  const order = async (wanted: CreditOrder): Promise<Bought> => begun(await startPurchase(ctx(), gateway, org, wanted))
  return {
    order,
    /** Credit, with one card typed after the other; without a card the form is left. */
    buy: async (francs: number, ...cards: readonly string[]): Promise<Bought> => {
      const bought = await order({ amount: minor(BigInt(francs * 100)) })
      for (const card of cards) await typeInto(bought, card)
      return bought
    },
    settle: (bought: Bought) => settleCredit(ctx(), gateway, org, bought.checkoutId),
    debit: async (amount: number, iban: string): Promise<Bought> => {
      const bought = await order({ amount: minor(BigInt(amount * 100)) })
      const form = `http://127.0.0.1:3000/stripe-emulator/checkout/${bought.sessionId}#${bought.clientSecret}`
      const { status, body } = await ask(harness, form, 'confirm', typedAccount(iban))
      if (status !== 200) throw new Error(`the debit of ${org} was refused: ${JSON.stringify(body)}`)
      return bought
    },
    payInvoice: async (invoiceId: string, card: string): Promise<Bought> => {
      const bought = begun(await startCheckout(ctx(), gateway, org, invoiceId))
      await typeInto(bought, card)
      return bought
    },
    /** Switches recharges on; the charge is made, and its answer never comes. */
    recharge: async (francs: number): Promise<void> => {
      const terms = { threshold: minor(100n), amount: minor(BigInt(francs * 100)), monthlyCap: null }
      const losing: StripeGateway = {
        ...gateway,
        chargeOffSession: async (input) => {
          await gateway.chargeOffSession(input).catch(() => null)
          throw new Error('the answer was lost')
        },
      }
      await saveRecharge(ctx(), losing, org, { ...terms, enabled: true }).catch(() => null)
    },
  }
}

/** What becomes of money that was paid. */
export const returningActs = ({ db, org, now, harness, gateway, intentOf }: Person) => ({
  /** A refund that an administrator asks for; what became of it at Stripe is not recorded. */
  refund: async ({ checkoutId }: Bought, refundId: string, rappen: bigint): Promise<void> => {
    const wanted = { refundId, amount: minor(rappen), reason: 'asked for' }
    await openRefund({ ...contextOf(db), now: now() }, org, checkoutId, wanted)
    const terms = await findPurchaseTerms(db, org, checkoutId)
    const paymentIntentId = found(terms?.paymentIntentId, `the payment of ${checkoutId}`)
    await gateway.createRefund({ org, purchaseId: checkoutId, refundId, paymentIntentId, amountMinor: wanted.amount })
  },
  refundAtStripe: async (bought: Bought, amount: number): Promise<void> => {
    await harness.stripe.refunds.create({ payment_intent: await intentOf(bought), amount })
  },
  /** The bank decides about what is disputed. */
  decide: async (bought: Bought, how: 'winning_evidence' | 'losing_evidence'): Promise<void> => {
    const { data } = await harness.stripe.disputes.list({ payment_intent: await intentOf(bought) })
    const evidence = { uncategorized_text: how }
    await harness.stripe.disputes.update(found(data[0]?.id, 'the dispute'), { evidence, submit: true })
  },
})
