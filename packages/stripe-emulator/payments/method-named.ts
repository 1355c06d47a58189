import { decideSave } from '@/packages/stripe-emulator/cards/decide'
import { cardOfToken } from '@/packages/stripe-emulator/cards/read-card'
import { testCardOfToken } from '@/packages/stripe-emulator/cards/test-cards'
import { Failure, invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import type { PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { keepNewMethod } from './new-method'

/** The method a parameter or the path names. A test token (`pm_card_visa`) stands for a new card each time. */
export const methodNamed = async (work: Work, id: string, param = 'payment_method'): Promise<PaymentMethodRecord> => {
  const token = testCardOfToken(id)
  if (token) return keepNewMethod(work, { card: cardOfToken(token, work.now) })
  const method = await work.get('payment_method', id)
  if (!method) throw missing('PaymentMethod', id, param)
  return method
}

const spentMessage =
  'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.'

/** Refuses a method that was used up, and one that belongs to somebody else than who is paying. */
export const checkUsable = (method: PaymentMethodRecord, customer: string | null): void => {
  if (method.spent) throw invalidRequest(spentMessage, 'payment_method')
  if (method.customer === null || method.customer === customer) return
  if (customer === null) {
    const message = `The PaymentMethod ${method.id} belongs to a Customer. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`
    throw invalidRequest(message, 'payment_method', 'payment_method_customer_mismatch')
  }
  const message = `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customer}. Please use this PaymentMethod with the Customer that it belongs to instead.`
  throw invalidRequest(message, 'payment_method', 'payment_method_customer_mismatch')
}

/** Refuses to give a customer a method that has an owner or had one, and a card its bank would not have saved. */
export const checkAttachable = (method: PaymentMethodRecord): void => {
  if (method.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.')
  }
  if (method.spent) {
    throw invalidRequest(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    )
  }
  const answer = decideSave({ behaviour: method.card?.behaviour ?? '', authenticated: true })
  if (answer.kind !== 'declined') return
  const { code, declineCode, message } = answer
  throw new Failure(402, { type: 'card_error', code, message, ...(declineCode && { decline_code: declineCode }) })
}
