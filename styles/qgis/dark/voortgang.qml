<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" symbollevels="1" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule-0" symbol="0" label="Vertraagd, geen eigenaar" filter="&quot;delay_days&quot; IS NOT NULL AND &quot;owner&quot; IN ('geen eigenaar', 'no owner')"/>
   <rule key="rule-1" symbol="1" label="Vertraagd" filter="&quot;delay_days&quot; IS NOT NULL"/>
   <rule key="rule-2" symbol="2" label="Binnen marge" filter="&quot;timing&quot; IN ('binnen marge', 'within margin')"/>
   <rule key="rule-3" symbol="3" label="Op tijd of opgeleverd" filter="&quot;timing&quot; IN ('op tijd', 'on time', 'opgeleverd', 'delivered')"/>
   <rule key="rule-4" symbol="4" label="Niet te zeggen, of in één editie" filter="ELSE"/>
  </rules>
  <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="name" type="QString" value="circle"/>
      <Option name="size" type="QString" value="4.6"/>
      <Option name="color" type="QString" value="138,99,171,255"/>
      <Option name="outline_color" type="QString" value="238,242,244,255"/>
      <Option name="outline_width" type="QString" value="0.6"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="name" type="QString" value="circle"/>
      <Option name="size" type="QString" value="4"/>
      <Option name="color" type="QString" value="138,99,171,255"/>
      <Option name="outline_color" type="QString" value="23,30,35,255"/>
      <Option name="outline_width" type="QString" value="0.3"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="name" type="QString" value="triangle"/>
      <Option name="size" type="QString" value="4"/>
      <Option name="color" type="QString" value="87,66,18,255"/>
      <Option name="outline_color" type="QString" value="243,189,67,255"/>
      <Option name="outline_width" type="QString" value="0.4"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="name" type="QString" value="circle"/>
      <Option name="size" type="QString" value="3"/>
      <Option name="color" type="QString" value="196,232,250,255"/>
      <Option name="outline_color" type="QString" value="23,30,35,255"/>
      <Option name="outline_width" type="QString" value="0.3"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="name" type="QString" value="square"/>
      <Option name="size" type="QString" value="3"/>
      <Option name="color" type="QString" value="36,35,34,255"/>
      <Option name="outline_color" type="QString" value="164,155,139,255"/>
      <Option name="outline_width" type="QString" value="0.4"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="rule-based">
  <rules key="labels">
   <rule key="label-0" description="Project en dagen" filter="&quot;delay_days&quot; IS NOT NULL">
    <settings>
     <text-style fieldName="&quot;project&quot; || '\n+' || &quot;delay_days&quot;" isExpression="1" fontFamily="Open Sans" namedStyle="Regular" fontWeight="50" fontSize="7.5" fontSizeUnit="Point" textColor="238,242,244,255" textOpacity="1">
      <text-buffer bufferDraw="1" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="23,30,35,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="0" dist="3.4" distUnits="MM" centroidInside="1" priority="6"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="1" scaleMin="0" scaleMax="50000"/>
    </settings>
   </rule>
  </rules>
 </labeling>
</qgis>
