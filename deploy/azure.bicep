// A small machine with a disk of its own, a managed identity, and the bot that Teams speaks to.
// SQLite needs a disk, not a share over the network: that rules out App Service and Container Apps.

@description('Name of the bot, which nobody else has in Azure, and the first part of its host name: lower-case letters, digits and hyphens.')
@minLength(3)
@maxLength(40)
param name string

param location string = resourceGroup().location

@description('Git address of Signpost, which the machine can read.')
param sourceUrl string

@description('Public SSH key of the administrator. No port is open for it: reach the machine by Bastion or "az vm run-command".')
param sshPublicKey string

@description('Further settings, one NAME=value each, as in .env.example.')
param settings array = []

param vmSize string = 'Standard_B2s'

@description('Gibibytes of the disk. A million sign-ins take about half a gibibyte.')
param diskSize int = 64

var hostName = address.properties.dnsSettings.fqdn
var filled = {
  '<hostName>': hostName
  '<sourceUrl>': sourceUrl
  '<clientId>': identity.properties.clientId
  '<tenantId>': tenant().tenantId
  '<settings>': join(settings, '\n      ')
}
var cloudInit = reduce(
  items(filled),
  loadTextContent('cloud-init.yaml'),
  (text, item) => replace(text, item.key, item.value)
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: name
    endpoint: 'https://${hostName}/api/messages'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: tenant().tenantId
    msaAppType: 'UserAssignedMSI'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true } }
}

resource rules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: name
  location: location
  properties: {
    securityRules: [
      {
        name: 'web'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['80', '443']
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      { name: 'default', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: rules.id } } }
    ]
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: name
  location: location
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: name } }
}

resource card 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: name
  location: location
  properties: {
    ipConfigurations: [
      {
        name: 'default'
        properties: {
          subnet: { id: network.properties.subnets[0].id }
          publicIPAddress: { id: address.id }
        }
      }
    ]
  }
}

resource machine 'Microsoft.Compute/virtualMachines@2024-07-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    hardwareProfile: { vmSize: vmSize }
    securityProfile: {
      securityType: 'TrustedLaunch'
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true }
    }
    storageProfile: {
      imageReference: { publisher: 'Debian', offer: 'debian-13', sku: '13-gen2', version: 'latest' }
      osDisk: {
        createOption: 'FromImage'
        // Whoever deletes the machine keeps the sign-ins and the audit trail.
        deleteOption: 'Detach'
        diskSizeGB: diskSize
        managedDisk: { storageAccountType: 'Premium_LRS' }
      }
    }
    osProfile: {
      computerName: name
      adminUsername: 'signpostadmin'
      customData: base64(cloudInit)
      linuxConfiguration: {
        disablePasswordAuthentication: true
        ssh: { publicKeys: [{ path: '/home/signpostadmin/.ssh/authorized_keys', keyData: sshPublicKey }] }
      }
    }
    networkProfile: { networkInterfaces: [{ id: card.id }] }
  }
}

@description('For "signpost package --domain".')
output hostName string = hostName

@description('Client id of the identity: grant it the permissions of docs/teams.md, step 3.')
output clientId string = identity.properties.clientId
