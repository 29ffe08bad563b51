<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" symbollevels="1" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule-0" symbol="0" label="Locaties binnen bereik van één elektriciteitsruimte"/>
  </rules>
  <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="name" type="QString" value="square"/>
      <Option name="size" type="QString" value="4.4"/>
      <Option name="color" type="QString" value="23,30,35,255"/>
      <Option name="outline_color" type="QString" value="138,99,171,255"/>
      <Option name="outline_width" type="QString" value="0.6"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="rule-based">
  <rules key="labels">
   <rule key="label-0" description="Ruimten">
    <settings>
     <text-style fieldName="to_string(&quot;stations&quot;)" isExpression="1" fontFamily="Open Sans" namedStyle="Semibold" fontWeight="63" fontSize="7" fontSizeUnit="Point" textColor="238,242,244,255" textOpacity="1">
      <text-buffer bufferDraw="0" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="238,242,244,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="1" quadOffset="4" centroidInside="1" priority="10"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="0" scaleMin="0" scaleMax="0"/>
    </settings>
   </rule>
  </rules>
 </labeling>
</qgis>
