import type { ReactNode } from 'react'
import { PageLanguage } from '@/app/page-language'

/** Pages for developers, in English. */
const DocsLayout = ({ children }: { children: ReactNode }) => <PageLanguage>{children}</PageLanguage>

export default DocsLayout
