import type { BillingConfig } from '@/db/commands/settings'
import type { DemoOrg } from './orgs'

type Place = Pick<BillingConfig['buyer'], 'street' | 'buildingNumber' | 'postalCode' | 'town' | 'country'>

const swiss: Pick<BillingConfig, 'zone' | 'priceBook' | 'treatment'> = {
  zone: 'Europe/Zurich',
  priceBook: 'usage-chf',
  treatment: 'domestic',
}
const abroad: typeof swiss = { zone: 'Europe/Zurich', priceBook: 'usage-usd', treatment: 'export' }

const orgOf = (org: string, name: string, legalName: string, place: Place, terms: typeof swiss): DemoOrg => ({
  org,
  name,
  config: {
    buyer: { name: legalName, vatNumber: '', email: `billing@${org}.example`, ...place },
    language: 'en',
    payBy: 'invoice',
    termsDays: 30,
    ...terms,
  },
})

/** One customer on each biller that is not the invoice, two on free credit, and one that is halted. */
export const fundedOrgs: readonly DemoOrg[] = [
  orgOf(
    'boxwood',
    'Boxwood Sandboxes',
    'Boxwood Sandboxes Ltd',
    { street: 'Lower Mount Street', buildingNumber: '21', postalCode: 'D02', town: 'Dublin', country: 'IE' },
    abroad,
  ),
  orgOf(
    'glacier-ml',
    'Glacier ML',
    'Glacier Machine Learning GmbH',
    { street: 'Kapellplatz', buildingNumber: '3', postalCode: '6004', town: 'Luzern', country: 'CH' },
    swiss,
  ),
  orgOf(
    'tarn-robotics',
    'Tarn Robotics',
    'Tarn Robotics SAS',
    { street: 'Rue du Lac', buildingNumber: '18', postalCode: '74000', town: 'Annecy', country: 'FR' },
    abroad,
  ),
  orgOf(
    'atelier-nord',
    'Atelier Nord',
    'Atelier Nord AG',
    { street: 'Hardstrasse', buildingNumber: '201', postalCode: '8005', town: 'Zürich', country: 'CH' },
    swiss,
  ),
  orgOf(
    'papiermuehle',
    'Papiermühle',
    'Papiermühle Archiv AG',
    { street: 'St. Alban-Tal', buildingNumber: '37', postalCode: '4052', town: 'Basel', country: 'CH' },
    swiss,
  ),
  orgOf(
    'nachtzug',
    'Nachtzug Labs',
    'Nachtzug Labs GmbH',
    { street: 'Warschauer Strasse', buildingNumber: '5', postalCode: '10243', town: 'Berlin', country: 'DE' },
    abroad,
  ),
]

const meters = [
  { meter: 'sandbox.seconds', unit: 'second', pricePerUnit: '0.000028' },
  { meter: 'node.hours', unit: 'hour', pricePerUnit: '0.12' },
  { meter: 'doc.units', unit: 'unit', pricePerUnit: '0.05' },
]

const bookOf = (book: string, currency: 'CHF' | 'USD') => ({
  book,
  currency,
  versions: [
    { effectiveOn: '2023-01-01', note: 'Opening prices', monthlyFee: '0.00', setupFee: '0.00', skills: [], meters },
  ],
})

/** Prices of what is used by the second, the hour and the page, in two currencies. */
export const fundedBooks = [bookOf('usage-chf', 'CHF'), bookOf('usage-usd', 'USD')] as const
