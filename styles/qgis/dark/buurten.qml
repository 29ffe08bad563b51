<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" symbollevels="1" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule-0" symbol="0" label="Buurt"/>
  </rules>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="70,82,90,255"/>
      <Option name="line_width" type="QString" value="0.3"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="flat"/>
      <Option name="use_custom_dash" type="QString" value="1"/>
      <Option name="customdash" type="QString" value="2;1"/>
      <Option name="customdash_unit" type="QString" value="MM"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="rule-based">
  <rules key="labels">
   <rule key="label-0" description="Buurt">
    <settings>
     <text-style fieldName="upper(&quot;buurtnaam&quot;)" isExpression="1" fontFamily="Open Sans" namedStyle="Regular" fontWeight="50" fontSize="8" fontSizeUnit="Point" textColor="169,182,189,255" textOpacity="1">
      <text-buffer bufferDraw="1" bufferSize="0.5" bufferSizeUnits="MM" bufferColor="23,30,35,255" bufferOpacity="1" bufferNoFill="1"/>
     </text-style>
     <text-format multilineAlign="3"/>
     <placement placement="4" priority="4"/>
     <rendering drawLabels="1" displayAll="0" obstacle="0" scaleVisibility="0" scaleMin="0" scaleMax="0"/>
    </settings>
   </rule>
  </rules>
 </labeling>
</qgis>
