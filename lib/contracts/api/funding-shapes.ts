import {
  billerAnswer,
  billerRequest,
  fundingRequest,
  fundingSettingsAnswer,
  grantAnswer,
  grantRequest,
  takeBackAnswer,
  takeBackRequest,
} from '@/lib/contracts/funding'
import type { Shape } from './describe'
import { settings, settingsFields } from './funding-state-shapes'

const org = 'The organization.'
const reference = 'The caller’s own name of this request: the same one again does nothing more.'
const note = 'For people who read the ledger.'

export const grantRequestShape: Shape = {
  name: 'GrantRequest',
  schema: grantRequest,
  description: 'Credit to be granted.',
  fields: {
    origin: 'Where it comes from. `free` pays before the bill on `free_credit` and `linked`, the others as credits.',
    asset:
      'A currency, which must be the organization’s, or a meter whose units are granted. Its currency if left out.',
    amount: 'How much.',
    priority: 'Of grants that expire together the one with the lower number is drawn first.',
    expiresAt: 'From when it cannot be drawn any more; null never expires.',
    reference,
    note,
  },
}

export const grantShape: Shape = {
  name: 'Granted',
  schema: grantAnswer,
  description: 'The credit that was granted.',
  fields: { org, grant: 'Its id.', outcome: '`repeated`: it was granted before, under the same reference.' },
}

export const takeBackRequestShape: Shape = {
  name: 'TakeBackRequest',
  schema: takeBackRequest,
  description: 'Unused credit to be taken back.',
  fields: {
    amount: 'At most so much: what was spent already stays spent.',
    kind: '`refund` where money goes back to the payer, `adjustment` where something is put right.',
    reference,
    note,
  },
}

export const takeBackShape: Shape = {
  name: 'TakenBack',
  schema: takeBackAnswer,
  description: 'What was taken back.',
  fields: {
    org,
    grant: 'From which grant.',
    asset: 'A currency, or the meter whose units these are.',
    taken: 'How much, by the ledger; zero where nothing was left.',
    remaining: 'What the grant has left.',
  },
}

export const billerRequestShape: Shape = {
  name: 'BillerRequest',
  schema: billerRequest,
  description: 'Who is to charge the organization’s usage.',
  fields: {
    biller: 'The biller.',
    effectiveAt: 'From when; now if left out. Not before usage that is charged already.',
    welcomeCredit:
      'Instead of the usual welcome: 5 on `prepaid`, 100 on `free_credit`, both in the organization’s currency, and 1000 ' +
      'document units on `linked`. Zero is none.',
  },
}

export const billerShape: Shape = {
  name: 'Biller',
  schema: billerAnswer,
  description: 'The biller that was set, and the credit that came with it.',
  fields: {
    org,
    biller: 'The biller.',
    effectiveAt: 'From when.',
    switched: 'False where it was the biller of that time already.',
    welcome: 'Credit that was granted now; null where there is none, or it was granted before.',
    'welcome.grant': 'The id of the grant.',
    'welcome.asset': 'A currency, or the meter whose units these are.',
    'welcome.amount': 'How much.',
  },
}

export const fundingRequestShape: Shape = {
  name: 'FundingRequest',
  schema: fundingRequest,
  description: 'What changes; what is left out stays.',
  fields: { ...settingsFields, concurrency: 'Of the tier `custom` alone, which needs it.' },
}

export const settingsShape: Shape = {
  name: 'SavedFunding',
  schema: fundingSettingsAnswer,
  description: 'All settings as they are now.',
  parts: [settings],
  fields: { org, settings: 'The settings.' },
}
