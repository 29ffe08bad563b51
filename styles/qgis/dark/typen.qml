<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" symbollevels="1" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule-0" symbol="0" label="Type 1" filter="&quot;type_no&quot; = 1"/>
   <rule key="rule-1" symbol="1" label="Type 2" filter="&quot;type_no&quot; = 2"/>
   <rule key="rule-2" symbol="2" label="Type 3" filter="&quot;type_no&quot; = 3"/>
   <rule key="rule-3" symbol="3" label="Type 4" filter="&quot;type_no&quot; = 4"/>
   <rule key="rule-4" symbol="4" label="Type 5" filter="&quot;type_no&quot; = 5"/>
   <rule key="rule-5" symbol="5" label="Type 6" filter="&quot;type_no&quot; = 6"/>
   <rule key="rule-6" symbol="6" label="Andere typen" filter="&quot;type_no&quot; &gt; 6"/>
   <rule key="rule-7" symbol="7" label="Niet in te delen" filter="&quot;type_no&quot; IS NULL"/>
   <rule key="rule-8" symbol="8" label="Pilot" filter="&quot;pilot&quot; IS NOT NULL"/>
  </rules>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="196,232,250,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="23,30,35,255"/>
      <Option name="line_width" type="QString" value="0.2"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="138,99,171,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="23,30,35,255"/>
      <Option name="line_width" type="QString" value="0.2"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="72,130,100,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="23,30,35,255"/>
      <Option name="line_width" type="QString" value="0.2"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="205,170,112,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="23,30,35,255"/>
      <Option name="line_width" type="QString" value="0.2"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="42,107,144,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="23,30,35,255"/>
      <Option name="line_width" type="QString" value="0.2"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="67,48,90,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="23,30,35,255"/>
      <Option name="line_width" type="QString" value="0.2"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="6" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="color" type="QString" value="31,40,46,255"/>
      <Option name="style" type="QString" value="solid"/>
      <Option name="outline_style" type="QString" value="no"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="169,182,189,255"/>
      <Option name="line_width" type="QString" value="0.3"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="7" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="angle" type="QString" value="45"/>
      <Option name="distance" type="QString" value="2"/>
     </Option>
     <symbol type="line" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option name="line_color" type="QString" value="164,155,139,255"/>
        <Option name="line_width" type="QString" value="0.3"/>
        <Option name="joinstyle" type="QString" value="round"/>
        <Option name="capstyle" type="QString" value="round"/>
       </Option>
      </layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="164,155,139,255"/>
      <Option name="line_width" type="QString" value="0.3"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="8" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="238,242,244,255"/>
      <Option name="line_width" type="QString" value="1.2"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="rule-based">
  <rules key="labels">
   <rule key="label-0" description="Type" filter="&quot;type_no&quot; IS NOT NULL">
    <settings>
     <text-style fieldName="to_string(&quot;type_no&quot;)" isExpression="1" fontFamily="Open Sans" namedStyle="Regular" fontWeight="50" fontSize="7.5" fontSizeUnit="Point" textColor="238,242,244,255" textOpacity="1">
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
