/**
 * Columns of the portal's CSV downloads with the property of Graph that they hold, which is nested where it has a dot.
 * The names are squeezed (letters and digits alone): headers over the years differ in blanks, case and apostrophes. The
 * first name of each is the English one; French and Spanish ones follow where they are known.
 */
export const signInColumns = columns({
  createdDateTime: ["dateutc", "date", "fechautc", "fecha"],
  id: ["requestid", "idderequete", "iddelademande", "iddesolicitud"],
  userAgent: ["useragent", "agentutilisateur", "agentedeusuario"],
  correlationId: ["correlationid", "iddecorrelation", "iddecorrelacion"],
  userId: ["userid", "identifiantutilisateur", "iddutilisateur", "iddeusuario"],
  userDisplayName: ["user", "utilisateur", "usuario"],
  userPrincipalName: ["username", "nomdutilisateur", "nombredeusuario"],
  userType: ["usertype", "typedutilisateur", "tipodeusuario"],
  crossTenantAccessType: ["crosstenantaccesstype"],
  incomingTokenType: ["incomingtokentype"],
  authenticationProtocol: [
    "authenticationprotocol",
    "protocoledauthentification",
    "protocolodeautenticacion",
  ],
  uniqueTokenIdentifier: ["uniquetokenidentifier"],
  originalTransferMethod: ["originaltransfermethod"],
  clientCredentialType: ["clientcredentialtype"],
  signInTokenProtectionStatus: ["tokenprotectionsigninsession"],
  appDisplayName: ["application", "aplicacion"],
  appId: ["applicationid", "iddapplication", "iddelapplication", "iddeaplicacion"],
  appOwnerTenantId: ["appownertenantid"],
  resourceDisplayName: ["resource", "ressource", "recurso"],
  resourceId: ["resourceid", "idderessource", "iddelaressource", "idderecurso"],
  resourceTenantId: ["resourcetenantid"],
  resourceOwnerTenantId: ["resourceownertenantid"],
  homeTenantId: ["hometenantid"],
  homeTenantName: ["hometenantname"],
  ipAddress: ["ipaddress", "adresseip", "direccionip"],
  locationText: ["location", "emplacement", "ubicacion"],
  reportedStatus: ["status", "statut", "estado"],
  errorCode: [
    "signinerrorcode",
    "codederreurdeconnexion",
    "codigodeerrordeiniciodesesion",
    "codigodeerrordeinicio",
  ],
  "status.failureReason": ["failurereason", "raisondelechec", "motivodelerror"],
  clientAppUsed: ["clientapp", "applicationcliente", "aplicacioncliente"],
  "deviceDetail.deviceId": ["deviceid", "iddelappareil", "iddedispositivo", "iddeldispositivo"],
  "deviceDetail.browser": ["browser", "navigateur", "explorador", "navegador"],
  "deviceDetail.operatingSystem": ["operatingsystem", "systemedexploitation", "sistemaoperativo"],
  "deviceDetail.isCompliant": ["compliant", "conforme", "compatible"],
  "deviceDetail.isManaged": ["managed", "gere", "administrado"],
  "deviceDetail.trustType": ["jointype", "typedejonction", "tipodeunion"],
  "status.additionalDetails": [
    "multifactorauthenticationresult",
    "resultatdelauthentificationmultifacteur",
    "resultadodelaautenticacionmultifactor",
  ],
  "mfaDetail.authMethod": [
    "multifactorauthenticationauthmethod",
    "methodedauthentificationmultifacteur",
    "metododeautenticacionmultifactor",
  ],
  "mfaDetail.authDetail": ["multifactorauthenticationauthdetail"],
  authenticationRequirement: [
    "authenticationrequirement",
    "exigencedauthentification",
    "requisitodeautenticacion",
  ],
  signInIdentifier: ["signinidentifier"],
  sessionId: ["sessionid", "iddesession", "iddesesion"],
  ipAddressFromResourceProvider: ["ipaddressseenbyresource"],
  isThroughGlobalSecureAccess: ["throughglobalsecureaccess"],
  globalSecureAccessIpAddress: ["globalsecureaccessipaddress"],
  autonomousSystemNumber: ["autonomoussystemnumber", "numerodesystemeautonome", "numerodesistemaautonomo"],
  flaggedForReview: ["flaggedforreview", "signalepourrevision"],
  tokenIssuerType: ["tokenissuertype"],
  tokenIssuerName: ["tokenissuername"],
  processingTimeInMilliseconds: ["latency", "latence", "latencia"],
  conditionalAccessStatus: ["conditionalaccess", "accesconditionnel", "accesocondicional"],
  "managedServiceIdentity.msiType": ["managedidentitytype"],
  "managedServiceIdentity.associatedResourceId": ["associatedresourceid"],
  "managedServiceIdentity.federatedTokenId": ["federatedtokenid"],
  "managedServiceIdentity.federatedTokenIssuer": ["federatedtokenissuer"],
  servicePrincipalId: ["serviceprincipalid", "managedidentityid"],
  servicePrincipalName: ["serviceprincipalname", "managedidentityname"],
  servicePrincipalCredentialKeyId: ["credentialkeyid"],
  servicePrincipalCredentialThumbprint: ["credentialthumbprint"],
});

/** The same of the files with authentication details. */
export const stepColumns = columns({
  requestId: ["requestid", "idderequete", "iddelademande", "iddesolicitud"],
  authenticationStepDateTime: ["dateutc", "date", "fechautc", "fecha", "authenticationstepdatetime"],
  authenticationMethod: ["authenticationmethod", "methodedauthentification", "metododeautenticacion"],
  authenticationMethodDetail: ["authenticationmethoddetail", "authenticationmethoddetails"],
  succeeded: ["succeeded", "reussite", "correcto"],
  authenticationStepResultDetail: ["resultdetail", "resultdetails", "authenticationstepresultdetail"],
  authenticationStepRequirement: [
    "requirement",
    "authenticationrequirement",
    "authenticationsteprequirement",
    "exigence",
    "requisito",
  ],
});

function columns(names: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(names).flatMap(([property, squeezed]) =>
      squeezed.map((name) => [name, property] as const),
    ),
  );
}
