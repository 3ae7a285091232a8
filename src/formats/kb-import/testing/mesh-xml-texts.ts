/** A made-up MeSH in the layout of NLM's XML. */
const HEAD = '<?xml version="1.0"?>\n<!DOCTYPE DescriptorRecordSet SYSTEM "https://example.org/desc.dtd">\n';

export const MESH_XML_TEXTS: Readonly<Record<string, string>> = {
  'desc2025.xml': `${HEAD}<DescriptorRecordSet LanguageCode="eng">
<DescriptorRecord DescriptorClass="1">
 <DescriptorUI>D900001</DescriptorUI>
 <DescriptorName><String>Alpha Ache</String></DescriptorName>
 <TreeNumberList><TreeNumber>C90.100.200</TreeNumber><TreeNumber>F03.1</TreeNumber></TreeNumberList>
 <ConceptList>
  <Concept PreferredConceptYN="Y">
   <ConceptUI>M1</ConceptUI><ConceptName><String>Alpha Ache</String></ConceptName>
   <ScopeNote>An ache &amp; its kind.
   </ScopeNote>
   <ConceptRelationList><ConceptRelation RelationName="NRW"><Concept1UI>M1</Concept1UI><Concept2UI>M2</Concept2UI></ConceptRelation>
    <ConceptRelation RelationName="REL"><Concept1UI>M1</Concept1UI><Concept2UI>M3</Concept2UI></ConceptRelation></ConceptRelationList>
   <TermList>
    <Term ConceptPreferredTermYN="Y" IsPermutedTermYN="N" RecordPreferredTermYN="Y"><TermUI>T1</TermUI><String>Alpha Ache</String></Term>
    <Term ConceptPreferredTermYN="N" IsPermutedTermYN="Y" RecordPreferredTermYN="N"><TermUI>T1</TermUI><String>Ache, Alpha</String></Term>
    <Term ConceptPreferredTermYN="N" IsPermutedTermYN="N" RecordPreferredTermYN="N"><TermUI>T2</TermUI><String>First Ache</String></Term>
   </TermList>
  </Concept>
  <Concept PreferredConceptYN="N"><ConceptUI>M2</ConceptUI>
   <TermList><Term IsPermutedTermYN="N"><TermUI>T3</TermUI><String>Small Alpha Ache</String></Term></TermList></Concept>
  <Concept PreferredConceptYN="N"><ConceptUI>M3</ConceptUI>
   <TermList><Term IsPermutedTermYN="N"><TermUI>T4</TermUI><String>Near Ache</String></Term></TermList></Concept>
 </ConceptList>
</DescriptorRecord>
<DescriptorRecord DescriptorClass="1">
 <DescriptorUI>D900002</DescriptorUI><DescriptorName><String>Ache</String></DescriptorName>
 <TreeNumberList><TreeNumber>C90.100</TreeNumber></TreeNumberList>
 <ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M5</ConceptUI><TermList><Term IsPermutedTermYN="N"><String>Ache</String></Term></TermList></Concept></ConceptList>
</DescriptorRecord>
<DescriptorRecord DescriptorClass="4">
 <DescriptorUI>D900003</DescriptorUI><DescriptorName><String>Some Place</String></DescriptorName>
 <TreeNumberList><TreeNumber>Z01</TreeNumber></TreeNumberList><ConceptList></ConceptList>
</DescriptorRecord>
<DescriptorRecord DescriptorClass="1"><DescriptorUI>D900002</DescriptorUI><DescriptorName><String>Ache again</String></DescriptorName></DescriptorRecord>
<DescriptorRecord DescriptorClass="1"><DescriptorUI>D900004</DescriptorUI></DescriptorRecord>
</DescriptorRecordSet>
`,
  'supp2025.xml': `<?xml version="1.0"?>
<SupplementalRecordSet LanguageCode="eng">
<SupplementalRecord SCRClass="1">
 <SupplementalRecordUI>C900001</SupplementalRecordUI><SupplementalRecordName><String>betaol</String></SupplementalRecordName>
 <HeadingMappedToList><HeadingMappedTo><DescriptorReferredTo><DescriptorUI>*D900002</DescriptorUI><DescriptorName><String>Ache</String></DescriptorName></DescriptorReferredTo></HeadingMappedTo></HeadingMappedToList>
 <ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M9</ConceptUI><RegistryNumber>50-00-1</RegistryNumber>
  <TermList><Term IsPermutedTermYN="N"><String>betaol</String></Term><Term IsPermutedTermYN="N"><String>beta alcohol</String></Term></TermList></Concept></ConceptList>
</SupplementalRecord>
<SupplementalRecord SCRClass="3">
 <SupplementalRecordUI>C900002</SupplementalRecordUI><SupplementalRecordName><String>Rare Ache</String></SupplementalRecordName>
 <HeadingMappedToList></HeadingMappedToList><ConceptList></ConceptList>
</SupplementalRecord>
</SupplementalRecordSet>
`,
};
