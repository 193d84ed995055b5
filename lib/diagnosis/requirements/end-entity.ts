import { firefoxErrors, webpkiErrors } from '../article/certificate-sources.ts';
import { demand, type Requirement } from './requirement.ts';

export const endEntity: Requirement = {
  id: 'end-entity',
  title: 'No certification authority',
  findingIds: ['certificate-is-ca', 'self-signed-certificate'],
  seen: ({ served: { leaf } }) =>
    leaf.basicConstraints === null ? 'No basic constraints' : `Basic constraints CA:${leaf.basicConstraints.ca ? 'TRUE' : 'FALSE'}`,
  demands({ served: { leaf } }) {
    const met = leaf.basicConstraints?.ca !== true;
    return [webpkiErrors, firefoxErrors].map((by) => demand(by, 'The server’s own certificate is not marked as that of an authority', met));
  },
};
