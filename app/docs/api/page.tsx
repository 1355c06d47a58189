import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { describeApi } from '@/app/api/openapi.json/describe-api'
import { ApiReference } from '@/components/docs/api-reference'
import { settings } from '@/lib/compose'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('apiDocs'))('title') })

/** The API for people who write a client, made from the same document that machines read. */
const ApiDocsPage = () => <ApiReference document={describeApi(settings().url)} />

export default ApiDocsPage
