import { describe, expect, it } from 'vitest'
import { type CardTry, decideCharge, decideSave } from './decide'
import { passesLuhn } from './read-card'
import { testCardOfToken, testCards } from './test-cards'

const there: CardTry = { behaviour: 'visa', prepared: false, offSession: false, authenticated: false }
const kinds = (behaviour: string) => ({
  there: decideCharge({ ...there, behaviour }).kind,
  authenticated: decideCharge({ ...there, behaviour, authenticated: true }).kind,
  away: decideCharge({ ...there, behaviour, offSession: true }).kind,
  prepared: decideCharge({ ...there, behaviour, offSession: true, prepared: true }).kind,
  saved: decideSave({ behaviour, authenticated: false }).kind,
})

describe('the test cards', () => {
  it.each([
    ['visa', 'succeeded', 'succeeded', 'succeeded', 'succeeded', 'succeeded'],
    ['chargeDeclined', 'declined', 'declined', 'declined', 'declined', 'declined'],
    ['chargeCustomerFail', 'declined', 'declined', 'declined', 'declined', 'succeeded'],
    ['authenticationRequiredOnSetup', 'requires_action', 'succeeded', 'declined', 'succeeded', 'requires_action'],
    ['authenticationRequired', 'requires_action', 'succeeded', 'declined', 'declined', 'requires_action'],
    ['authenticationRequiredSetupForOffSession', 'requires_action', 'succeeded', 'succeeded', 'succeeded', 'succeeded'],
    ['threeDSecureRequiredChargeDeclined', 'requires_action', 'declined', 'declined', 'declined', 'requires_action'],
  ])(
    '%s: owner there %s, authenticated %s, away %s, prepared %s, saved %s',
    (name, here, asked, away, prepared, saved) => {
      expect(kinds(name)).toEqual({ there: here, authenticated: asked, away, prepared, saved })
    },
  )

  it('decline away from their owner with the code that asks for them', () => {
    expect(decideCharge({ ...there, behaviour: 'authenticationRequired', offSession: true })).toMatchObject({
      code: 'authentication_required',
      declineCode: 'authentication_required',
    })
  })

  it('have numbers that pass the check digit, each its own, and a token each', () => {
    expect(testCards.filter(({ number }) => !passesLuhn(number))).toEqual([])
    expect(new Set(testCards.map(({ number }) => number)).size).toBe(testCards.length)
    expect(testCards.map(({ name }) => testCardOfToken(`pm_card_${name}`)?.name)).toEqual(
      testCards.map(({ name }) => name),
    )
    expect(testCardOfToken('pm_card_visa_chargeDeclined')?.name).toBe('chargeDeclined')
    expect(testCardOfToken('pm_card_absent')).toBeNull()
  })
})
