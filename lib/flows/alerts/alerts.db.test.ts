import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { signInIdentity } from '@/db/commands/sign-in-identity'
import { findAlertSettings, listAlerts, listOrgsToLookAt } from '@/db/queries/alerts'
import { listMailsOf } from '@/db/queries/mails'
import { buyerParty, contextOf, makeOrg, payer, preparePlatform, today } from '@/db/testing/fixtures'
import { giveCredit, makeFunded } from '@/db/testing/funds'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import type { Actor, Role } from '@/lib/core/access/permit'
import { type AlertSettings, usualAlerts } from '@/lib/core/alerts/settings'
import { minor, pico } from '@/lib/core/money/amount'
import { charge, hold, machineAt } from '@/lib/flows/funding/testing/charging'
import { makeSubscribed, preparePlans } from '@/lib/flows/funding/testing/plans'
import { setMember } from '@/lib/flows/settings/members'
import { saveSpendCap } from '@/lib/flows/settings/save-spend-cap'
import { speakerOf } from '@/lib/i18n/speak'
import { createMailer, type Mailer } from '@/lib/mail/mailer'
import { type PostFault, startPostOffice } from '@/lib/mail/testing/post-office'
import { lookForAlerts } from './look-for-alerts'
import { saveAlerts } from './save-alerts'
import { sendAlerts } from './send-alerts'

const { db, ownerSql } = await testDatabase()
await preparePlatform(db)
await preparePlans(db, ownerSql, [100])

let now = today
let faultOf = (_address: string): PostFault => 'none'
const office = await startPostOffice((address) => faultOf(address))
const smtp = createMailer(office.url, { name: 'Kontor', address: 'billing@kontor.example' }, 5_000)
afterAll(async () => {
  smtp.close()
  await office.close()
})
beforeEach(() => {
  now = today
  faultOf = () => 'none'
  office.received.length = 0
})

const fail = (org: string, error: unknown): never => {
  throw new Error(`${org} could not be looked at`, { cause: error })
}
/** Looks a moment later than before: an org that was looked at now is not looked at again. */
const look = () => {
  now = now.add({ milliseconds: 1 })
  return lookForAlerts(contextOf(db, undefined, now), fail)
}
const send = (mailer: Mailer | null = smtp) =>
  sendAlerts(contextOf(db, undefined, now), { mailer, url: 'https://kontor.example', speak: speakerOf })
/** Looks and sends until nothing is left to do now. */
const settle = async (): Promise<void> => {
  await look()
  while ((await send()) > 0);
}
const chf = (count: bigint) => minor(count * 100n)
const choose = (org: string, chosen: Partial<AlertSettings>, expected = 0) =>
  saveAlerts(contextOf(db, payer(org)), org, expected, { ...usualAlerts, ...chosen })
/** Uses document units at 0.05 in the month that runs: 100 are 5.00. */
const use = (org: string, quantity: string) =>
  charge(machineAt(db, now), org, { quantity, at: now.subtract({ minutes: 5 }).toString() })
const keysOf = async (org: string) => (await listAlerts(db, org, 50)).map(({ key }) => key)
const subjectsOf = (org: string) =>
  office.received.map(({ mail }) => mail.subject ?? '').filter((subject) => subject.startsWith(`Org ${org}:`))

describe('an org is told', () => {
  it('once a month of each amount that its usage reaches, in its language, at its address', async () => {
    await makeOrg(db, 'spends')
    await choose('spends', { spend: [chf(5n), chf(10n)] })
    expect(await use('spends', '99')).toBe('accepted')
    await settle()
    expect(office.received).toEqual([])
    await use('spends', '1')
    await settle()
    await settle()
    expect(subjectsOf('spends')).toEqual(['Org spends: Nutzung im November 2026 hat CHF 5.00 erreicht'])
    expect(office.received[0]?.to).toEqual([buyerParty.email])
    expect(office.received[0]?.mail.text).toContain('https://kontor.example/o/spends/usage')
    await use('spends', '500')
    await settle()
    expect((await keysOf('spends')).toSorted()).toEqual(['spend:2026-11:10.00:CHF', 'spend:2026-11:5.00:CHF'])
    now = now.add({ hours: 24 * 14 })
    await use('spends', '100')
    await settle()
    expect(subjectsOf('spends').at(-1)).toContain('Dezember 2026')
    expect(office.received).toHaveLength(3)
  })

  it('when little credit is left, and again after new credit', async () => {
    await makeFunded(db, 'little', 'prepaid', '10')
    await choose('little', { creditBelow: chf(5n) })
    await use('little', '100')
    await settle()
    expect(office.received).toEqual([])
    await use('little', '20')
    await settle()
    await use('little', '20')
    await settle()
    expect(subjectsOf('little')).toEqual(['Org little: Noch CHF 4.00 Guthaben'])
    await giveCredit(contextOf(db), 'little', '10')
    await settle()
    expect(subjectsOf('little')).toHaveLength(1)
    await use('little', '190')
    await settle()
    expect(subjectsOf('little')).toHaveLength(2)
  })

  it('when work stops, why, and when it may go on', async () => {
    await makeFunded(db, 'stops', 'prepaid', '5')
    await settle()
    expect(await use('stops', '100')).toBe('accepted')
    now = now.add({ seconds: 30 })
    await settle()
    expect(subjectsOf('stops')).toEqual(['Org stops: Es kann keine Arbeit beginnen'])
    expect(office.received[0]?.mail.text).toContain('Das Guthaben ist aufgebraucht.')
    await giveCredit(contextOf(db, undefined, now), 'stops', '5')
    now = now.add({ seconds: 30 })
    await settle()
    await settle()
    expect(subjectsOf('stops')).toEqual([
      'Org stops: Es kann keine Arbeit beginnen',
      'Org stops: Es kann wieder Arbeit beginnen',
    ])
  })

  it('of its quota at 80 and at 100 %, each once a week', async () => {
    await makeSubscribed(db, 'weekly', 100, '1000')
    await use('weekly', '79')
    await settle()
    expect(subjectsOf('weekly')).toEqual([])
    await use('weekly', '1')
    await settle()
    await use('weekly', '40')
    await settle()
    await settle()
    expect(subjectsOf('weekly').toSorted()).toEqual([
      'Org weekly: 100 % des Wochenkontingents sind verbraucht',
      'Org weekly: 80 % des Wochenkontingents sind verbraucht',
    ])
    expect(office.received[0]?.mail.text).toContain('80 der 100 Einheiten')
    now = now.add({ hours: 24 * 7 })
    await use('weekly', '90')
    await settle()
    expect(subjectsOf('weekly')).toHaveLength(3)
  })

  it('that recharging was switched off, once for each time', async () => {
    await makeFunded(db, 'declined', 'prepaid', '10')
    await ownerSql`
      insert into recharge_settings (org_id, enabled, currency, threshold, amount, last_failure, version, changed_at,
        changed_by) values ('declined', true, 'CHF', 5, 20, '', 1, ${now.toString()}, 'test')`
    await settle()
    await ownerSql`update recharge_settings set enabled = false, last_failure = 'expired_card' where org_id = 'declined'`
    now = now.add({ seconds: 15 })
    await settle()
    await ownerSql`update recharge_settings set version = version + 1 where org_id = 'declined'`
    now = now.add({ minutes: 16 })
    await settle()
    expect(subjectsOf('declined')).toEqual(['Org declined: Die automatische Aufladung ist aus'])
    expect(office.received[0]?.mail.text).toContain('Die Karte ist abgelaufen.')
  })

  it('what it owes for a subscription, and when that gets worse', async () => {
    await makeOrg(db, 'owes')
    await ownerSql`
      insert into stripe_subscriptions (org_id, subscription_id, product, name, version, billed, currency, price, status,
        started_at, period_started_at, period_ends_at, past_due_since, entitled, reading, read_at)
      values ('owes', 'sub_owes', 'tier', 'pro', 1, 'monthly', 'CHF', 49, 'past_due', ${now.toString()},
        ${now.toString()}, ${now.add({ hours: 24 * 30 }).toString()}, ${now.toString()}, true, 1, ${now.toString()})`
    for (let day = 0; day < 16; day += 1) {
      await settle()
      now = now.add({ hours: 24 })
    }
    expect(await keysOf('owes')).toHaveLength(3)
    expect(new Set(subjectsOf('owes'))).toEqual(new Set(['Org owes: CHF 49.00 konnten nicht belastet werden']))
    expect(office.received[0]?.mail.text).toContain('Bis am 28. November 2026 funktioniert alles.')
    expect(office.received[2]?.mail.text).toContain('Das Abonnement gibt nichts mehr.')
  })

  it('that bought credit expires, 30, 7 and 1 days before, and that a subscription renews', async () => {
    await makeFunded(db, 'expires', 'prepaid', '12')
    await settle()
    await ownerSql`
      update credit_grants set expires_at = ${now.add({ hours: 24 * 40 }).toString()} where org_id = 'expires'`
    await ownerSql`
      insert into stripe_subscriptions (org_id, subscription_id, product, name, version, billed, currency, price, status,
        started_at, period_started_at, period_ends_at, entitled, reading, read_at)
      values ('expires', 'sub_renews', 'tier', 'pro', 1, 'monthly', 'CHF', 49, 'active', ${now.toString()},
        ${now.toString()}, ${now.add({ hours: 24 * 30 }).toString()}, true, 1, ${now.toString()})`
    for (let day = 0; day < 40; day += 1) {
      await settle()
      now = now.add({ hours: 24 })
    }
    expect(subjectsOf('expires').map((subject) => subject.slice('Org expires: '.length))).toEqual([
      'Guthaben von CHF 12.00 verfällt am 31. Dezember 2026',
      expect.stringMatching(/ wird am 21\. Dezember 2026 verlängert$/),
      'Guthaben von CHF 12.00 verfällt am 31. Dezember 2026',
      'Guthaben von CHF 12.00 verfällt am 31. Dezember 2026',
    ])
    const expiring = (await keysOf('expires')).filter((key) => key.startsWith('credit_expiring'))
    expect(expiring.map((key) => key.split(':').at(-1)).toSorted()).toEqual(['1', '30', '7'])
  })

  it('nothing that it did not choose, and nothing before it has begun', async () => {
    await makeFunded(db, 'quiet', 'prepaid', '5')
    await choose('quiet', { stopped: false })
    await use('quiet', '100')
    await makeFunded(db, 'fresh', 'prepaid')
    await settle()
    expect([await keysOf('quiet'), await keysOf('fresh')]).toEqual([[], []])
  })

  it('at the addresses of everybody who pays, each once', async () => {
    await makeOrg(db, 'people', { buyer: { ...buyerParty, email: 'Both@example.com' } })
    const roles: [string, Role][] = [
      ['both@example.com', 'owner'],
      ['bill@example.com', 'billing'],
      ['looks@example.com', 'member'],
    ]
    for (const [email, role] of roles) {
      const identity = { issuer: 'test', subject: email, email, name: email, emailVerified: true }
      await signInIdentity(db, identity, `usr_${role}`, now)
      await setMember(contextOf(db), 'people', email, role)
    }
    await choose('people', { spend: [chf(1n)] })
    await use('people', '20')
    await settle()
    expect(office.received.map(({ to }) => to)).toEqual([['bill@example.com'], ['both@example.com']])
    expect((await listAlerts(db, 'people', 1))[0]).toMatchObject({
      outcome: 'sent',
      sentTo: ['bill@example.com', 'both@example.com'],
    })
  })
})

describe('an e-mail', () => {
  /** An org with one alert that is due. */
  const alerted = async (org: string, email: string = buyerParty.email) => {
    await makeOrg(db, org, { buyer: { ...buyerParty, email } })
    await choose(org, { spend: [chf(1n)] })
    await use(org, '20')
    await look()
  }
  const outcomeOf = async (org: string) => (await listAlerts(db, org, 1))[0]?.outcome

  it('is tried again where the server does not take it, and arrives once it does', async () => {
    await alerted('again')
    faultOf = () => 'full'
    for (let attempt = 0; attempt < 4; attempt += 1) {
      expect(await send()).toBe(1)
      expect(await send()).toBe(0)
      now = now.add({ seconds: 30 })
    }
    expect(await outcomeOf('again')).toBe(null)
    faultOf = () => 'none'
    await settle()
    expect([office.received.length, await outcomeOf('again')]).toEqual([1, 'sent'])
    expect(await listMailsOf(db, 'again', 'alert_mail', 'spend:2026-11:1.00:CHF')).toMatchObject([
      { to: buyerParty.email, state: 'sent', attempts: 5, answer: expect.stringMatching(/^250 /) },
    ])
    const unsubscribe = office.received[0]?.mail.headers.find(({ key }) => key === 'list-unsubscribe')
    expect(unsubscribe?.value).toBe('<https://kontor.example/o/again/settings#alerts>')
  })

  it('is given up once it is a day old', async () => {
    await alerted('late')
    faultOf = () => 'greylists'
    await send()
    now = now.add({ hours: 23 })
    await send()
    expect(await outcomeOf('late')).toBe(null)
    now = now.add({ hours: 2 })
    await send()
    expect([await outcomeOf('late'), await send()]).toEqual(['given_up', 0])
  })

  it('is not sent where there is no server, or nobody to write to, and that is written down', async () => {
    await alerted('serverless')
    await send(null)
    await alerted('nobody', '')
    await send()
    expect([await outcomeOf('serverless'), await outcomeOf('nobody')]).toEqual(['no_server', 'nobody'])
    const kept = async (org: string) =>
      (await listMailsOf(db, org, 'alert_mail', 'spend:2026-11:1.00:CHF')).map(({ to, state }) => [to, state])
    expect([await kept('serverless'), await kept('nobody')]).toEqual([
      [[buyerParty.email, 'no_server']],
      [['', 'given_up']],
    ])
    await settle()
    expect(office.received).toEqual([])
  })

  it('whose sender died before it could write that down is sent again under the same id', async () => {
    await alerted('dies')
    const dying: Mailer = {
      ...smtp,
      send: async (mail) => {
        await smtp.send(mail)
        throw new Error('the process died')
      },
    }
    await send(dying)
    now = now.add({ seconds: 10 })
    await settle()
    expect(office.received).toHaveLength(2)
    expect(new Set(office.received.map(({ mail }) => mail.messageId)).size).toBe(1)
    expect(await outcomeOf('dies')).toBe('sent')
  })
})

describe('many at once', () => {
  it('raise each alert once and send each e-mail once', async () => {
    const orgs = Array.from({ length: 12 }, (_, index) => `crowd-${index}`)
    for (const org of orgs) {
      await makeOrg(db, org)
      await choose(org, { spend: [chf(1n), chf(2n)] })
      await use(org, '50')
    }
    const raised = await Promise.all(Array.from({ length: 8 }, look))
    expect(raised.reduce((sum, each) => sum + each, 0)).toBe(12)
    const taken: number[] = []
    while (taken.at(-1) !== 0) {
      const round = await Promise.all(Array.from({ length: 8 }, () => send()))
      taken.push(round.reduce((sum, each) => sum + each, 0))
    }
    const ids = office.received.map(({ mail }) => mail.messageId)
    expect([ids.length, new Set(ids).size]).toEqual([12, 12])
  })

  it('look at an org only once something changed, or a quarter of an hour is over', async () => {
    await makeFunded(db, 'still', 'prepaid', '5')
    await settle()
    const due = async () => (await listOrgsToLookAt(db, now, now.subtract({ minutes: 15 }), 1000)).map(({ org }) => org)
    now = now.add({ minutes: 2 })
    await look()
    now = now.add({ minutes: 2 })
    expect(await due()).not.toContain('still')
    await use('still', '10')
    expect(await due()).toContain('still')
    await look()
    now = now.add({ minutes: 2 })
    await look()
    now = now.add({ minutes: 2 })
    expect(await due()).not.toContain('still')
    await saveAlerts(contextOf(db, payer('still'), now), 'still', 0, { ...usualAlerts, creditBelow: chf(1n) })
    expect(await due()).toContain('still')
    now = now.add({ minutes: 2 })
    await look()
    now = now.add({ minutes: 16 })
    expect(await due()).toContain('still')
  })
})

describe('what is no news', () => {
  const outcomes = async (org: string) =>
    Object.fromEntries((await listAlerts(db, org, 50)).map(({ kind, outcome }) => [kind, outcome]))

  it('is kept without an e-mail: what is found when an org is looked at for the first time', async () => {
    await makeFunded(db, 'old', 'prepaid', '5')
    await use('old', '100')
    await ownerSql`delete from alert_marks where org_id = 'old'`
    await settle()
    expect(await outcomes('old')).toEqual({ stopped: 'not_told' })
    await giveCredit(contextOf(db, undefined, now), 'old', '5')
    now = now.add({ minutes: 1 })
    await settle()
    expect(await outcomes('old')).toEqual({ stopped: 'not_told', goes_on: 'not_told' })
    expect(office.received).toEqual([])
  })

  it('is not sent late: that work stopped, once it may go on', async () => {
    await makeFunded(db, 'brief', 'prepaid', '5')
    await use('brief', '100')
    faultOf = () => 'full'
    await settle()
    await giveCredit(contextOf(db, undefined, now), 'brief', '5')
    faultOf = () => 'none'
    now = now.add({ minutes: 1 })
    await settle()
    expect(await outcomes('brief')).toEqual({ stopped: 'not_told', goes_on: 'not_told' })
    expect(office.received).toEqual([])
  })

  it('is not told twice: a halt that the gate makes again before it was released', async () => {
    await makeFunded(db, 'remade', 'prepaid', '5')
    await use('remade', '100')
    await settle()
    await ownerSql`update org_gates set generation = generation + 2 where org_id = 'remade'`
    now = now.add({ minutes: 16 })
    await settle()
    expect(subjectsOf('remade')).toHaveLength(1)
  })

  it('no org is sent more than twenty e-mails a day, however often it changes what it is told', async () => {
    await makeOrg(db, 'cannon')
    await use('cannon', '100')
    for (let version = 0; version < 25; version += 1) {
      const spend = [minor(BigInt(version + 1))]
      await saveAlerts(contextOf(db, payer('cannon'), now), 'cannon', version, { ...usualAlerts, spend })
      now = now.add({ seconds: 15 })
      await settle()
    }
    expect(subjectsOf('cannon')).toHaveLength(20)
    expect(await keysOf('cannon')).toHaveLength(25)
  })
})

describe('at the edges', () => {
  it('what was reached in the last moments of a month is told after it', async () => {
    await makeOrg(db, 'midnight')
    now = Temporal.Instant.from('2026-11-30T22:59:55Z')
    await saveAlerts(contextOf(db, payer('midnight'), now), 'midnight', 0, { ...usualAlerts, spend: [chf(5n)] })
    await settle()
    const late = { quantity: '100', at: '2026-11-30T22:59:56Z' }
    expect(await charge(machineAt(db, now.add({ seconds: 2 })), 'midnight', late)).toBe('accepted')
    now = Temporal.Instant.from('2026-11-30T23:00:10Z')
    await settle()
    expect(await keysOf('midnight')).toEqual(['spend:2026-11:5.00:CHF'])
  })

  it('credit that is held for running work is not gone', async () => {
    await makeFunded(db, 'holds', 'prepaid', '10')
    await choose('holds', { creditBelow: chf(5n) })
    expect(await hold(machineAt(db, now), 'holds', 'run-1', '120')).toBe('reserved')
    await settle()
    expect(await keysOf('holds')).toEqual([])
  })

  it('a cap that stopped an org is no reason any more once its month is over', async () => {
    await makeFunded(db, 'capped', 'free_credit', '1')
    await ownerSql`insert into org_payment_methods (org_id, stripe_customer_id, card_brand, card_last4, default_method,
      updated_at) values ('capped', 'cus_capped', 'visa', '4242', 'pm_capped', ${now.toString()})`
    // Every write of a card raises the version, so that no remembered account counts any longer.
    await ownerSql`update org_accounts set version = version + 1 where org_id = 'capped'`
    await saveSpendCap(contextOf(db, payer('capped')), 'capped', null, pico(10n ** 12n))
    expect(await use('capped', '40')).toBe('accepted')
    await settle()
    expect(subjectsOf('capped')).toEqual(['Org capped: Es kann keine Arbeit beginnen'])
    now = Temporal.Instant.from('2026-12-01T00:10:00Z')
    await settle()
    expect(subjectsOf('capped')).toContain('Org capped: Es kann wieder Arbeit beginnen')
  })

  it('who cannot be reached now is tried again, and who was reached is not', async () => {
    await makeOrg(db, 'partly', { buyer: { ...buyerParty, email: 'a@partly.example' } })
    const identity = { issuer: 'test', subject: 'z', email: 'z@partly.example', name: 'Z', emailVerified: true }
    await signInIdentity(db, identity, 'usr_z', now)
    await setMember(contextOf(db), 'partly', 'z@partly.example', 'owner')
    await choose('partly', { spend: [chf(1n)] })
    await use('partly', '20')
    faultOf = (address) => (address.startsWith('z') ? 'greylists' : 'none')
    await settle()
    now = now.add({ seconds: 30 })
    faultOf = () => 'none'
    await settle()
    expect(office.received.map(({ to }) => to)).toEqual([['a@partly.example'], ['z@partly.example']])
    expect((await listAlerts(db, 'partly', 1))[0]).toMatchObject({
      outcome: 'sent',
      sentTo: ['a@partly.example', 'z@partly.example'],
    })
  })

  it('an address that does not exist keeps nobody else from hearing', async () => {
    await makeOrg(db, 'typo', { buyer: { ...buyerParty, email: 'nobody@typo.example' } })
    await choose('typo', { spend: [chf(1n)] })
    await use('typo', '20')
    faultOf = () => 'refuses'
    await settle()
    expect((await listAlerts(db, 'typo', 1))[0]).toMatchObject({ outcome: 'given_up', sentTo: [] })
  })
})

describe('what is told', () => {
  const as = (org: string, role: Role) => contextOf(db, { ...payer(org), roles: new Map([[org, role]]) } as Actor)

  it('is chosen by who pays, from the version that was on the screen, with an entry in the audit chain', async () => {
    await makeOrg(db, 'chosen')
    expect(await findAlertSettings(db, 'chosen')).toEqual({ version: 0, settings: usualAlerts, changedAt: null })
    const chosen = { ...usualAlerts, spend: [chf(9n), chf(3n), chf(9n)], creditBelow: chf(2n), quota: false }
    expect(await codeOf(saveAlerts(as('chosen', 'member'), 'chosen', 0, chosen))).toBe('forbidden')
    expect(await codeOf(saveAlerts(contextOf(db, payer('other')), 'chosen', 0, chosen))).toBe('not_found')
    expect(await codeOf(saveAlerts(as('chosen', 'owner'), 'chosen', 1, chosen))).toBe('stale')
    expect(await saveAlerts(as('chosen', 'owner'), 'chosen', 0, chosen)).toEqual({ version: 1 })
    expect(await findAlertSettings(db, 'chosen')).toEqual({
      version: 1,
      settings: { ...chosen, spend: [chf(3n), chf(9n)] },
      changedAt: today,
    })
    expect(await codeOf(saveAlerts(as('chosen', 'owner'), 'chosen', 0, chosen))).toBe('stale')
    const audits = await db.$client<{ action: string }[]>`
      select action from audit_log where org_id = 'chosen' and action = 'alerts.save'`
    expect(audits).toHaveLength(1)
  })

  it('is saved by one of those who save at once', async () => {
    await makeOrg(db, 'race')
    const saves = Array.from({ length: 8 }, (_, index) =>
      codeOf(saveAlerts(as('race', 'owner'), 'race', 0, { ...usualAlerts, spend: [chf(BigInt(index + 1))] })),
    )
    const codes = await Promise.all(saves)
    expect(codes.filter((code) => code === 'stale')).toHaveLength(7)
    expect((await findAlertSettings(db, 'race')).version).toBe(1)
  })
})
