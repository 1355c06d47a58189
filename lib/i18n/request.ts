import { getRequestConfig } from 'next-intl/server'
import messages from './messages/en.json'

/** Words and zone of a request. English is the one language of the screens so far; documents have their own words. */
export default getRequestConfig(async () => ({ locale: 'en', messages, timeZone: 'Europe/Zurich' }))
