import { z } from 'zod'

/**
 * How it stands with something that a cell, or people, are to be told. `overtaken`: something newer was told instead.
 * `nobody`: the organization has no cell, or nobody to write to. `given_up`: an e-mail that could not be sent for a day.
 */
export const deliveryStates = ['failing', 'waiting', 'delivered', 'overtaken', 'nobody', 'given_up'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** The number that the portal gave a delivery. */
export const deliveryNumber = z.string().regex(/^[1-9]\d{0,17}$/, 'must be the number of a delivery')

export const sendAgainInput = z.strictObject({ delivery: deliveryNumber })

/** `due`: it is sent now. `under_way`: it is being sent at this moment. `done`: there is nothing left to send. */
export type SendAgainAnswer = { readonly outcome: 'due' | 'under_way' | 'done' }
